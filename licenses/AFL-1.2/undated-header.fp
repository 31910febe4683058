mafp/1
license: AFL-1.2
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: 24264725f9c194a71da8c5ceb71696e0436df27088cbad90db99bdbdbbe5933b
tokens:
Jt5OphNf1V0qgUm4BlONOi3KR4Pf0dH6mq0bZ01Kpu0=
punctuation:
spans:
alternatives:
sections:
end
