mafp/1
license: TPDL
version: undated
role: text
language: en
made-from: spdx-xml
words: 35
sha256: 2be7aff76df8d5ac714753f96d7ef68e3270a7f176db3860dafb1156c4b4a598
tokens:
lHwTCmRUozXdlpgz3PBR8RhSn46UfBMKc/sbSh9rh+oI5RTE39HR+nENrxVdxsMiCz7BTmJmPSi1sgN6MqDwOw12oU2/3x3C6x+nm0ZmlVZh7GmXd5oUCUcY
bpH3B8zakiidufEgC3ie31WRlpKr/5/klDEFemmRtbIDeqenQN3SaL1vGFKfjllRQKg=
punctuation:
BSkD8wEpB/MJKQdqASkBKQ==
spans:
copyright 0 9
alternatives:
sections:
end
