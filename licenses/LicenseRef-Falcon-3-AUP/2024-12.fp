mafp/1
license: LicenseRef-Falcon-3-AUP
version: 2024-12
role: text
language: en
made-from: text
words: 98
sha256: 5205ed7b1a231f56c715ca7b755577bcd7b8ad4bcb033671ab398f162f209774
tokens:
n+BHbbuBZp90DE3A39HR+g+0oQzmoyghp4Pa15/gR21WNf67HoxaqTKg8DuFdWQ3K9Q3SZwAWxGl9vWStbIDejKg8DsqgUm4uU1c0UgREF6/3x3CIjg7PO/t
WiG/3x3CDZN2p+/tWiGMyu4ENQry8LRoHm+NjpAbFk+8S5Gw8AAqgUm4n+BHbbuBZp/f0dH6NwCtAJGw8AAiODs8W8ZHnZNKafytxMplIjg7POklCaLqViaf
yqDo+2G/vnSPSFpRv98dwksnsYHbagoGv98dwhlfQvQJ92lFCz7BTiqBSbiXJhVPdxblzBT+UNmH0Rj4v98dwovKFy61sgN68Ujv7r/fHcIcKOtsl62em287
PWq/3x3C3m7gssWTFvmRsPAAIjg7PFvGR510DE3AtbIDetlilKa/3x3Ck9ZmasZ3OeYbWAP8Ln0TgUoPBTcqgUm4lyYVT3cW5cyH0Rj4S435M287PWq/3x3C
d46mNLWyA3phBRqndQIVC7/fHcLNLoqxDUCuNEuN+TM=
punctuation:
BykBKRK9C2gI8wHzAfMHvgXzEL4N2wMpAvM=
spans:
title 0 4
mark 36 37
mark 53 54
mark 74 75
mark 90 91
alternatives:
sections:
36 1
53 2
74 3
90 4
end
