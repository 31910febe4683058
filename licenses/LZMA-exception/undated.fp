mafp/1
license: LZMA-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 89
sha256: d5ec58bd07099626b8068955a31d99f20784d0a50080c670ea56f5f7194f439a
tokens:
Ho/77FSjzRhiSVfJpoyL4As+wU4/n6rGnT/bCGHsaZc/n6rGpoyL4Mb0JASxa/9Abzs9ankzc5gvQUUKKoFJuJkv0DR3FuXMKoFJuD+fqsadP9sIYexplws+
wU7+Ks9VBkXm305iFOUr1DdJtbIDetTnIIS/3x3CKV23lqjsGg+LmhboQLM0yb/fHcKenPpTPT/vYWIw+eK1sgN6KoFJuPkAchDaC1/GKoFJuD+fqsadP9sI
Yexplws+wU7+Ks9VlmMhHblSsdOLmhbod5E2rUCzNMm1sgN6KoFJuLRoHm93FuXMKoFJuPFzI7w+YtPi39HR+pqtG2dAzxCEIjg7PBQUzOS/3x3C1daga7Wy
A3r5AHIQ2gtfxiqBSbg/n6rGnT/bCGHsaZcLPsFO/irPVaPJMpyNjpAbwbLWELWyA3oqgUm4tGgeb3cW5cwqgUm48XMjvD5i0+Lf0dH6mq0bZ0DPEIQ=
punctuation:
ASkO8wnzCr0EBhkpDfMB8w==
spans:
optional 0 8
title 8 10
optional 8 10
alternatives:
sections:
end
