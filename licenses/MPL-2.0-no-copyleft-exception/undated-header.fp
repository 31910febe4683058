mafp/1
license: MPL-2.0-no-copyleft-exception
version: undated
role: header
language: en
made-from: spdx-xml
words: 18
sha256: ee97e44dc27f9a99066d6f631a63f00fea87de7702c0d09ef6bbb857049793af
tokens:
RmaVVrPEGP1AszTJnvv+YDl0eGHTrOcvSg8FN475BRQaq02SjMruBBZPvEs9P+9hKoFJuGhAam4+YtPi39HR+scucW3fJpNn
punctuation:
BWwEWQfzASk=
spans:
alternatives:
sections:
end
