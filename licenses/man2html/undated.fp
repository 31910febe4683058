mafp/1
license: man2html
version: undated
role: text
language: en
made-from: spdx-xml
words: 20
sha256: 75b85156b3943cc15a7bb1fecc9d45fa4735f0345bedecf45a703eb4783c12ff
tokens:
ac5iyzl0eGFdxsMitbIDei0uSu8NdqFNbzs9ajKg8DtGZpVWJAftG4zK7gSivxOGjMruBEZmlVZg9h8COXR4YaX29ZJK7znOv98dwgFUANM=
punctuation:
BfM=
spans:
alternatives:
sections:
end
