mafp/1
license: GNU-compiler-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 73
sha256: 7f1090a6b67c50641c5367314e13fd9eb423f2b77f8d869d2739795e1b68e0b9
tokens:
jMruBLTpLyFiSVfJpoyL4JGJxnMr1DdJqOwaD0ZmlVYm0H2NSg8FN/kAchCTHrHaSg8FN73+75y1sgN6SC67w6r6wtmTiBhbRmaVVv/LUy2l9vWSxehqLiqB
Sbgq4NZ5k4gYW7WyA3qQbN6+GlSlUj0/72EqgUm4DppAzKRe4kJm5sNgPmLT4t/R0fpGZpVWpoyL4P/LUy2l9vWSo8kynFQRBOoiODs87IYTXMs3yiQ4/bv7
KoFJuJOIGFtCQcmlmzWzIpBs3r4aVKVSPT/vYSqBSbgOmkDMpF7iQmbmw2A+YtPi39HR+kZmlVamjIvgR9vEwrWyA3pAszTJeCUFKD0/72EM4EiLlHwTCiG0
82yRsPAA+QByENym0Z8qgUm4poyL4A==
punctuation:
BPMO8xEpFyk=
spans:
choice 7 9 0
choice 13 14 1
choice 18 19 2
optional 31 32
optional 54 55
optional 58 73
alternatives:
KoFJuECzNMmRsPAARmaVVkJByaU=
tOkvIQ6aQMw7qyOJ
k0pp/A==
sections:
end
