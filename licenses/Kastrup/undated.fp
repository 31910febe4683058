mafp/1
license: Kastrup
version: undated
role: text
language: en
made-from: spdx-xml
words: 23
sha256: a63130cdac8391d5b73b343329ae0f00609cbc07f4a6b8139901f3701e0dba1b
tokens:
lHwTCgUfRBA9P+9h3ZaYM3xFmj4iODs8MqDwO3cW5cwqgUm4QLM0yTl0eGFpDNzGjMruBKK/E4aMyu4ERmaVVpR8EwpfGiM9OXR4YQeqW0mRsPAAKoFJuECz
NMk=
punctuation:
spans:
copyright 0 5
alternatives:
sections:
end
