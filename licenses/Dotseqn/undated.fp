mafp/1
license: Dotseqn
version: undated
role: text
language: en
made-from: spdx-xml
words: 42
sha256: 64fd7c02a038514ffdfac31d48fb4076f255668eba1fe63dfb72d2060233e0eb
tokens:
lHwTCsuP/Dc9P+9h/rS4OqPeMkhGZpVWQkHJpV1vGpyQbN6+h2iY1yqfNeRvOz1qypuwIDMb02YdNT8eXW8anKX29ZKQbN6+AVQA08sqA38qgUm4YjD54jl0
eGEBVADTUjhopO0Nfd6TSmn8K9Q3SV1vGpyHaJjXKqF0/CqBSbjQdexrhrBjkgs+wU7IhnHDRmaVVl8aIz0XIztZkGzevgjoWh8lTqjR
punctuation:
DfMMvQtf
spans:
copyright 0 5
alternatives:
sections:
end
