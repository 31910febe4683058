mafp/1
license: UCL-1.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 7
sha256: ad935efb405a3baff6829eeb1f4cae547225d41e905c47b558f22a9d94616bd7
tokens:
Jt5OphNf1V0qgUm4s2B73+KZ+FTf0dH6QM8QhA==
punctuation:
spans:
alternatives:
sections:
end
