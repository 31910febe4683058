mafp/1
license: Autoconf-exception-generic
version: undated
role: text
language: en
made-from: spdx-xml
words: 46
sha256: 51b2eb11a31e7f34c7e9f38c48d1bb0bc0335167d4fe861cd328482f9e7e424e
tokens:
jMruBLTpLyFiSVfJpoyL4LWyA3oqgUm4DppAzGbmw2A+YtPi39HR+pGJxnMr1DdJLS5K70ZmlVZCQcmljMruBAC+S/l3FuXMtOkvISQH7RuTSmn8e6fvhrTp
LyEsS3ywv+Dl9Xk2dT49P+9hsiO39SvUN0ldbxqc+kHhHx01Px4TX9VdKoFJuF851YRbYKoVtGgeb5NKafwr1DdJMqDwOws+wU4qgUm4lud8kXcW5cyTSmn8
JAftGw==
punctuation:
CvMS8w==
spans:
choice 10 15 0
choice 28 41 1
alternatives:
RmaVVkJByaVdbxqckGzevi3DA0E=
E1/VXSqBSbhfOdWEW2CqFbRoHm+Myu4E
sections:
end
