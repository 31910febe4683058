mafp/1
license: SGP4
version: undated
role: text
language: en
made-from: spdx-xml
words: 64
sha256: 223eb947971114b35084902192ead55a4ae53901ee403965d3b829aa3027cbd8
tokens:
vCrftGnOYstfGiM9lDBUbjl0eGFQBuGy39HR+n6zhbBKDwU3KoFJuECzNMlvOz1qK9Q3SV1vGpwyoPA7HTU/Hgs+wU4iODs8lyYVTz26BU+/3x3CfKsFmYzK
7gQr1DdJsi+gNBVmHK+qgs+NhI9rZpNKafwr1DdJ+kHhH7r5EeSRsPAAi5oW6ODDKq5vOz1qs8QY/UCzNMm1sgN6U2YQ0iqBSbizxBj9dxblzCqBSbhAszTJ
bzs9auNoRSyqGYIptbIDeiqBSbhxdYDcrq9b6LWyA3q4SOZ4sW+1joULY0siODs8z9NSUW2TRKoqgUm4+iP19b/fHcKzxBj9QLM0yQ==
punctuation:
GSkb8w==
spans:
title 0 3
alternatives:
sections:
end
