mafp/1
license: CGAL-linking-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 46
sha256: 5151c30f2ec09b464070ab45024ae390a3f8cae6c473de1a3663f80cb9cf67eb
tokens:
jMruBLTpLyFiSVfJpoyL4CvUN0lmXQo6ac5iy7WyA3qo7BoPRmaVViQH7RtKDwU3KoFJuOyLCqEm0H2Ny2vzb0BECI7siwqhWVFAqG87PWotLkrv1ogooozK
7gSivxOGjMruBCvUN0mZsXcxKoFJuLjUt8d3FuXMKoFJuA6aQMymWAo5kbDwAEGYjw61sgN6oKuFRXcW5cwqgUm4N6stf5Gw8AAqgUm4k4gYW4ARTlfaC1/G
7IsKoQ==
punctuation:
BPMLvQFiASkBKQEGA/M=
spans:
choice 10 11 0
optional 15 19
alternatives:
JtB9jQ==
sections:
end
