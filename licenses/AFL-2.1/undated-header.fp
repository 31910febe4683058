mafp/1
license: AFL-2.1
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: 0b27b8e02f1ef45e579685045ca4d231f6c66413438a43af9bca30a4474f9516
tokens:
Jt5OphNf1V0qgUm4BlONOi3KR4Pf0dH6mq0bZ3DuGzI=
punctuation:
spans:
alternatives:
sections:
end
