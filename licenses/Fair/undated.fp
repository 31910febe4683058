mafp/1
license: Fair
version: undated
role: text
language: en
made-from: spdx-xml
words: 38
sha256: 454a2e496cbe2495ec832edc17a4b36a569e56b17a969eb27df5826118214b69
tokens:
HuJLBt/R0fqUfBMKLn0TgVyplxF3FuXMKoFJuBbmJis5dHhhaQzcxibjBXqTSmn8RmaVVgtKwEs5dHhhSShArUoPBTcqgUm4FuYmK+xr4KyTSmn8Ijg7PEer
0AaTSmn8xbjWwyqBSbgW5iYrOXR4YRAArkZ3FuXMRmaVVgtKwEugBLuWKoFJuBbmJiuNjpAblmMhHfrC22A=
punctuation:
E/MNKQFi
spans:
title 0 2
copyright 2 4
alternatives:
sections:
end
