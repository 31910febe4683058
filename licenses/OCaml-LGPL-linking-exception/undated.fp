mafp/1
license: OCaml-LGPL-linking-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 149
sha256: 34d59344e922cac5be481d3bed3935a4c6422991950cf1c27d2cf835a3c2a34f
tokens:
1Zy88CwgZKf/FeAPpoyL4IzK7gS06S8hYklXyaaMi+C1sgN6KoFJuA6aQMykXuJCZubDYD5i0+Lf0dH6K9Q3SV1vGpyo7BoP1OcghL/fHcIpXbeWtOkvIe/t
WiGTSmn8xbjWwyqBSbjVnLzwfZdLNPmxYy9KDwU3tOkvIaTQdjAtwwNBmq0bZ3cW5cwqgUm41Zy88H2XSzT5sWMvtbIDekguu8Oq+sLZk4gYW0JByaXcptGf
afq3jHcW5cwqgUm41Zy88H2XSzT5sWMvbzs9ai0uSu+TSmn8k4gYW0JByaUTX9VdtGgeb3cW5cyLmhboRECJC5ZjIR0iODs8dxblzCqBSbilCMIvuNS3x9mk
AReRsPAA6y5+BVSjzRh3FuXMKoFJuA6aQMykXuJCZubDYD5i0+Lf0dH6PT/vYbTpLyGk0HYwLcMDQZqtG2d3FuXMKoFJuNWcvPB9l0s0+bFjLxVmHK9MU9pk
0cZb6SqBSbhCEC4b1Zy88H2XSzT5sWMvjMruBC3DA0E9P+9hP2bkPb/fHcK06S8h6l4SSJqtG2d3FuXMKoFJuNWcvPB9l0s0+bFjL5NKafw5dHhhLcMDQRNf
1V0qgUm4BcJ0DhZPvEuRsPAA6y5+BQn3aUV3FuXMKoFJuA6aQMykXuJCZubDYD5i0+Lf0dH6RmaVVqaMi+D/y1Mtpfb1kqPJMpxUEQTqIjg7POyGE1zLN8ok
OP27+yqBSbiTiBhbQkHJpZs1syKQbN6+GlSlUj0/72EqgUm4DppAzKRe4kJm5sNgPmLT4t/R0fo=
punctuation:
D/MD8wPzAWwHbBbzCvMRKQFsCVkM8xop
spans:
title 0 4
choice 11 12 0
choice 25 29 1 2
choice 35 39 1 2
choice 47 51 1 2
choice 74 75 0
choice 84 88 1 2
choice 93 96 1 0
choice 99 100 3
choice 105 109 1 4 2
choice 122 123 0
choice 145 146 0
alternatives:
JtB9jQ==
rZZrpA==
KoFJuCbQfY0=
M5JVtA==
KoFJuK2Wa6Q=
sections:
end
