mafp/1
license: AFL-2.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: cc454b57d141aca4439eccc1a6265b565f041894033d6958a5bad7ef1970a647
tokens:
Jt5OphNf1V0qgUm4BlONOi3KR4Pf0dH6mq0bZ98mk2c=
punctuation:
spans:
alternatives:
sections:
end
