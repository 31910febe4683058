mafp/1
license: HIDAPI
version: undated
role: text
language: en
made-from: spdx-xml
words: 22
sha256: c49f6ee13ccecafced9bba4970900717d37bfa9e92ecd39394e984214ef452a9
tokens:
RmaVVjerLX9dbxqckGzevsRETdE9P+9hYmY9KAs+wU4iODs85hBgKOxr4KyivxOGjMruBCqBSbiUfBMKXxojPZGw8AAqgUm4s8QY/fkAchAlIBhTJU6o0Q==
punctuation:
spans:
alternatives:
sections:
end
