mafp/1
license: LPPL-1.3a
version: undated
role: header
language: en
made-from: spdx-xml
words: 104
sha256: 3f2150d20552492dfd11b97b9be4a02e062f0247714cdb7ab01b33ae753b89af
tokens:
MkKab71DA26UfBMKn55tFqdxELXT2toQYjD54kZmlVbv7VohXW8anJBs3r4twwNBbzs9ar/fHcLqXhJIE1/VXSqBSbgFwnQOdxblzCqBSbi2901dEngnCz5i
0+Lf0dH60cZb6ZqtG2dGRlVwdxblzEZmlVbf0dH6v98dwneaFAmLmhbohrBjkiI4OzxlaB8Cmq0bZyqBSbhThN+Lmq0bZ3cW5cxGZpVW39HR+jl0eGGRsPAA
y2vzb0BECI6FYmvGWVFAqEKmmeiOkJLEbzs9apqtG2dGRlVwv98dwmVoHwI5dHhhAL5L+XcW5cygq4VFemOiJncW5cy2901dmq0bZ5+ebRb7aDs3CN0Epr/f
HcJlaB8CRmaVVu/tWiHVQo3nKoFJuEKmmejjrpXE+a3PcJiJlp1GZpVWbdmvYQL5YkF3FuXMRmaVVu/tWiE5dHhhp3EQtdPa2hBiMPniRmaVVu/tWiHRVgrJ
dxblzCqBSbj5AHIQMkKab71DA25vOz1qMkKabzjOr3BvOz1qKoFJuJ444pZCQcmlMkKab2qdXIw=
punctuation:
ASkEKQEpEvMHvQMGAykJYgEpASkCKRMpB2wBMggpASkBKQcpAykGKQ==
spans:
any 0 2 1 20
copyright 2 7
any 3 7 1 20
choice 76 77 0 1
choice 77 78 2
any 84 87 1 20
any 92 104 1 48
alternatives:
uvnvkw==
mDMMKw==
KoFJuA==
sections:
end
