mafp/1
license: AFL-1.1
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: a6f244ddf1def1a19a425bb67c2aee409042f60331daee63e34c6e2a13b26561
tokens:
Jt5OphNf1V0qgUm4BlONOi3KR4Pf0dH6mq0bZwsrLuU=
punctuation:
AGw=
spans:
alternatives:
sections:
end
