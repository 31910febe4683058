mafp/1
license: GPL-3.0-linking-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 60
sha256: c72037bbc01e6e4b39d04f9f7f30a4c0e665ed5cecbdf751c2f56a4f415fbf4b
tokens:
pQjCL2nOYssTX9VdDppAzKZYCjmarRtndAxNwLMr8dsRrfX9kYnGcyvUN0kNdqFNRmaVViQH7Ru/3x3CIjg7PBpUpVLv7VohPT/vYf8V4A+/3x3CaLFUyR01
Px5KDwU3YjD54ncW5cwm0H2Nv98dwrTpLyHqXhJImq0bZ3cW5cyTSmn8JtB9jdym0Z/0zt9iGlSlUj0/72EqgUm4tGgeb3cW5cxiMPnidxblzCbQfY3w5Tt7
39HR+iqBSbiLXLlMdxblzEZmlVYkB+0bi8HqxyvUN0mlCMIvac5iy7WyA3o6TbUbKoFJuCrg1nnv7Voh
punctuation:
DvME8wZoA+8H/gdoA2wCXg==
spans:
title 0 9
optional 0 9
any 24 27 1 20
any 41 46 1 20
alternatives:
sections:
end
