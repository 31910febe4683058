mafp/1
license: OSL-2.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: 7ceea73c458b554dabce5d49807bf5e05601b92aeebc5a93b946d61a4bcf944e
tokens:
Jt5OphNf1V0qgUm4zYPvkzerLX/f0dH6mq0bZ98mk2c=
punctuation:
spans:
alternatives:
sections:
end
