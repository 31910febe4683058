mafp/1
license: GCC-exception-2.0
version: undated
role: text
language: en
made-from: spdx-xml
words: 71
sha256: 6f290710b5c522ebb0c6fdb7c60419034f7cf3bb07f37d299db1dc5f2303ac67
tokens:
kbDwAPRce021sgN6KoFJuNDY3XWRsPAAKoFJuA6aQMxm5sNgPmLT4t/R0foqgUm4mS/QNHxhwOcr1DdJgrefBmnOYsu1sgN6qOwaDyqBSbiTHrHamq0bZ3cW
5cxGZpVWQkHJpVx1NG8DT+uqSg8FN+yGE1xmVefabzs9arWyA3otLkrvJ53Sv2ZV59qWYyEdIjg7PC4ncb2sIfgF2gtfxiqBSbgyoPA7dxblzEZmlVZCQcml
KoFJuGbmw2A+YtPi39HR+hyVp1v/B71r+LcO4pGw8ADshhNcFLaJOAs+wU4CfDo2BcPmfTltqkZ3tXgMdxblzCqBSbhCQcmlbzs9altgqhUemv09pfb1kneR
Nq1cdTRvg5+NlyQH7Rs=
punctuation:
C/MT8w9FCtsC8wbz
spans:
choice 8 8 0 1
any 12 13 1 20
choice 13 14 2
choice 24 25 0
optional 25 27
choice 34 35 3
choice 46 47 0 4
choice 69 71 5 6
alternatives:
JtB9jQ==
pF7iQg==
O6mYKA==
A0/rqg==
DppAzKRe4kI=
tOkvIf20FgqTiBhb
tOkvIZmRXXWTiBhb
sections:
end
