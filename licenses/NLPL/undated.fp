mafp/1
license: NLPL
version: undated
role: text
language: en
made-from: spdx-xml
words: 41
sha256: f66257fa719687445ccde8e1f13b11f64ae5225c36ab03020790fd1bd0c4edef
tokens:
UAbhskBiPOI+YtPi39HR+pqtG2cs4kJhOmkfpoG9D9Vkr+m2Li+QsNA8O0CpUOh8WAJ5tuMZ+3Xe4wMKUAbhskBiPOI+YtPi39HR+rRoHm9vOz1qBcJ0Dgs+
wU4NYAiOW2CqFXe1eAy/3x3C0YRXPMX2dxcs4kJhUAbhskBiPOK1sgN6/we9a9GEVzxKDwU3RmaVVu/tWiFvOz1qRmaVVt/R0fo=
punctuation:
BvMS8wHzBUE=
spans:
title 0 8
optional 8 15
title 15 19
mark 29 30
alternatives:
sections:
29 0
end
