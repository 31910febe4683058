mafp/1
license: Autoconf-exception-generic-3.0
version: undated
role: text
language: en
made-from: spdx-xml
words: 64
sha256: a883c0f50eb3d1d2e5cede8f753efbbfb291aa55660bf5547e7568d10e37565c
tokens:
jMruBLTpLyFiSVfJpoyL4LWyA3oqgUm4DppAzGbmw2A+YtPi39HR+pGJxnMr1DdJLS5K70ZmlVZCQcmljMruBAC+S/l3FuXMtOkvISQH7RuTSmn8e6fvhrTp
LyEsS3ywv+Dl9Xk2dT49P+9hsiO39SvUN0ldbxqc+kHhHx01Px4TX9VdKoFJuF851YRbYKoVtGgeb5NKafwr1DdJMqDwOws+wU4qgUm4lud8kXcW5cyTSmn8
JAftG0ZmlVamjIvgOXR4Yar6wtmlCMIvac5iyxNf1V2zK/HbEa31/XcW5cwqgUm4DppAzGbmw2A+YtPi39HR+pqtG2d0DE3AZe+4eQ==
punctuation:
CvMS8xIpD/MC7g==
spans:
alternatives:
sections:
end
