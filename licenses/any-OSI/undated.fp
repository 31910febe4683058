mafp/1
license: any-OSI
version: undated
role: text
language: en
made-from: spdx-xml
words: 12
sha256: bddb908246095968cdef4af5667175b7a097534fe0bc4e4407bcc2771ec0474a
tokens:
ktd+44uaFujb0p1iwPHa0/sYN4Xf0dH6y2vzb0BECI7YPwFiWVFAqBqrTZK1KAeE
punctuation:
BkEBYgEpASk=
spans:
alternatives:
sections:
end
