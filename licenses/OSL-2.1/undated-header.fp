mafp/1
license: OSL-2.1
version: undated
role: header
language: en
made-from: spdx-xml
words: 8
sha256: 1f94b83e8a76c532ae8f48d26bbd27effddb7cbda177938fecb0837f71b0a2b1
tokens:
Jt5OphNf1V0qgUm4zYPvkzerLX/f0dH6mq0bZ3DuGzI=
punctuation:
spans:
alternatives:
sections:
end
