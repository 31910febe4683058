mafp/1
license: ISO-permission
version: undated
role: text
language: en
made-from: spdx-xml
words: 35
sha256: b955e08e6cce29c446649c50ae591aad94b1e8852da5e2ae849dbce77b214188
tokens:
vvSESEsnsYHvJdBDCz7BTjbIQVdu4aKaac5iy7WyA3qFY2qckbDwACI4Ozye+/5gOXR4YV3GwyILPsFOMqDwO0oPBTdX0OuUkagLEj9W+tRvOz1qqCGY3ozK
7gQWT7xLkbDwAAEDeLpgwOFWJuMFekZmlVZfGiM9OXR4YRUdliGRsPAAoKuFRcIghnI=
punctuation:
AQYa8w==
spans:
copyright 0 6
choice 18 20 0
choice 24 27 1
alternatives:
tbIDetJNIPVnWibP
PT/vYUZmlVZnXnwY
sections:
0 c
end
