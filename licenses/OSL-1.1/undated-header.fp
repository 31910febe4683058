mafp/1
license: OSL-1.1
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: dfe81b976f81f281feaab6c625bd355e700f05fe6369cd006fa708fbfa517ca1
tokens:
Jt5OphNf1V0qgUm4zYPvkzerLX/f0dH6mq0bZwsrLuU=
punctuation:
spans:
alternatives:
sections:
end
