mafp/1
license: Zed
version: undated
role: text
language: en
made-from: spdx-xml
words: 46
sha256: 06da352d895cff733f7a35d4f9924723a89bbf1023218b0800c185b37d3350a7
tokens:
vvSESONylLUFaYfcKRKe4cuP/Dcr1DdJXW8anIVjapxvOz1qLS5K70ZmlVZCQcmlh2iY1yI4Ozxi20xqbzs9aqOeSbH3jxB1kGzevqpEA0y1sgN643KUtQVp
h9yDyRGzuzuECatnsDUc7UiJkYnGcyvUN0momko+Ijg7PJ/klDG1sgN6RmaVVkJByaXxIAt4/we9a6X29ZItLkrvKoFJuDGCup0TX9VdKoFJuGIw+eJUen/6
ap1cjA==
punctuation:
AQYC8wopCSkBagEpASkBKQEpCPMJbAEp
spans:
copyright 0 5
alternatives:
sections:
0 c
end
