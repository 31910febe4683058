mafp/1
license: GPL-3.0-linking-source-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 91
sha256: c16dc2d1da89b47854761674328185acc0711f8e6bc9ef13a8aa383f82c536cf
tokens:
pQjCL2nOYssTX9VdDppAzKZYCjmarRtndAxNwLMr8dsRrfX9kYnGcyvUN0kNdqFNRmaVViQH7Ru/3x3CIjg7PBpUpVLv7VohPT/vYf8V4A+/3x3CaLFUyR01
Px5KDwU3YjD54ncW5cwm0H2Nv98dwrTpLyHqXhJImq0bZ3cW5cyTSmn8JtB9jdym0Z/0zt9iGlSlUj0/72EqgUm4tGgeb3cW5cxiMPnidxblzCbQfY3w5Tt7
39HR+iqBSbiLXLlMdxblzEZmlVYkB+0bi8HqxyvUN0mlCMIvac5iy7WyA3o6TbUbKoFJuCrg1nnv7VohTu/vYLPEGP0LPsFOtOkvIXeEJ5ie+/5gdxblzDUK
8vC06S8hQQYRee0GfKr6QeEfKoFJuLPEGP1AszTJCz7BTiqBSbj0zt9idxblzGIw+eJ3FuXMJtB9jcRETdGMyu4EIsKdQYzK7gSTSmn8dxblzCqBSbgaVKVS
7+1aIQ==
punctuation:
DvME8wZoA+8H/gdoA2wCXg4pE2gDeg==
spans:
title 0 9
optional 0 9
any 24 27 1 20
any 41 46 1 20
any 46 51 1 20
choice 51 52 0
any 79 82 1 20
alternatives:
1fg4Kw==
sections:
end
