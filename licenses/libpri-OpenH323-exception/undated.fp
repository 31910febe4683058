mafp/1
license: libpri-OpenH323-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 42
sha256: 1aafcc58172b48136dac28abe49c879e7e71d2fec4a7da6cbf0d227d7d4254c4
tokens:
jMruBLTpLyFiSVfJpoyL4JP1LnxdbxqcUjhopJBs3r53kTattbIDeiqBSbhkoaB/JtB9jexr4KyivxOGjMruBCqBSbirfO+odxblzCqBSbgNk3an7+1aIYzK
7gQWT7xLzf0b7yqBSbimWAo5OXR4YSbeTqbRxlvpE1/VXSqBSbjX+AIsdxblzCqBSbhkoaB/39HR+r/fHcIqgUm4plgKOXcW5cyT9S58
punctuation:
BPMJ8wm9BQY=
spans:
alternatives:
sections:
end
