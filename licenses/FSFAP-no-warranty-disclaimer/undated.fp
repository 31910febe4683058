mafp/1
license: FSFAP-no-warranty-disclaimer
version: undated
role: text
language: en
made-from: spdx-xml
words: 31
sha256: f29f3ff696925becb30d091fd1c279246b21c43db7e832428cc92b5b71885a56
tokens:
lHwTCiWuBkhOuxBFyezRIZWVUhMNYAiObzs9altgqhV3FuXMRmaVVkJByaVKDwU3v98dwpZjIR13tXgMjY6QG2kM3MaRsPAAIjg7PJAJXcuWYyEdJdabCSbj
BXoqgUm4lHwTCl8aIz1vOz1qRmaVVl8aIz2NjpAbB6pbSQ==
punctuation:
BCkH8wTz
spans:
copyright 0 5
alternatives:
sections:
end
