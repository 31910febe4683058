mafp/1
license: ECL-1.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 12
sha256: 9472f32479f5be1c1dea6dd0ad0ed8fefb9218a29face448be5e8ec0c2339cc2
tokens:
lHwTCkFapqmUfBMKIbTzbCbeTqYTX9VdKoFJuGX0HsWue2L739HR+pqtG2dAzxCE
punctuation:
spans:
copyright 0 4
any 1 4 1 20
alternatives:
sections:
end
