mafp/1
license: AFL-3.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: ab5e480298674144ff31ebd00a77a14564bdf17f4c3fcc66cf48d0ef9ad462ac
tokens:
Jt5OphNf1V0qgUm4BlONOi3KR4Pf0dH6mq0bZ0PKCSw=
punctuation:
spans:
alternatives:
sections:
end
