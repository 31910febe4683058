mafp/1
license: TermReadKey
version: undated
role: text
language: en
made-from: spdx-xml
words: 15
sha256: 9510ad5c4b1051bc24be84fd87d0aa44157666a54d4c37bb5424067ac8f788cc
tokens:
grefBltgqhVvOz1qv98dwne1eAw5dHhhMgAvxYzK7gSivxOGjMruBEZmlVaUfBMKXxojPSUgGFMlTqjR
punctuation:
spans:
alternatives:
sections:
end
