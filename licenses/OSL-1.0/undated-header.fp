mafp/1
license: OSL-1.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: 98a9430a3f02aa49c83883499f6a2994dd7673b3d5e4610eaebf00ef5b44dc1c
tokens:
Jt5OphNf1V0qgUm4zYPvkzerLX/f0dH6mq0bZ0DPEIQ=
punctuation:
AGw=
spans:
alternatives:
sections:
end
