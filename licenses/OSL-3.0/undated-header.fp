mafp/1
license: OSL-3.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: 0fa119a99a44562e839b6a082d070c33143cd51e25663e3f0422ffeb05dd15f5
tokens:
Jt5OphNf1V0qgUm4zYPvkzerLX/f0dH6mq0bZ0PKCSw=
punctuation:
spans:
alternatives:
sections:
end
