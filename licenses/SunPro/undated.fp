mafp/1
license: SunPro
version: undated
role: text
language: en
made-from: spdx-xml
words: 35
sha256: 1f979772955028138e94783ff574fe648c3518bf7a03be2b71807ab218eca5d4
tokens:
lHwTCk05sJw9P+9h8qzgpgTLPYEI5RTEoKuFRdyAJasvBHGkGJ3/mXeaFAnQRi8JtOkvIfKs4KYEyz2BCOUUxFKVfwVpzmLLtbIDejKg8DuFY2qcDXahTW87
PWotLkrvRmaVVjerLX85dHhhh2iY113GwyIm4wV6k0pp/EZmlVZfGiM9OXR4YQeqW0k=
punctuation:
BfMBKQMpA/MD8wEpASkD8wHzAfMH8w==
spans:
copyright 0 9
choice 11 12 0
alternatives:
8lGXJQ==
sections:
end
