mafp/1
license: HPND-sell-variant
version: undated
role: text
language: en
made-from: spdx-xml
words: 170
sha256: c51ec4443bd699ae89d131811dfc451625d7874d454681b091cfe117a3b89d10
tokens:
lHwTCl8aIz1pzmLLtbIDejKg8DuFY2qcDXahTS0uSu9vOz1q5BBPmUZmlVY3qy1/bzs9agzgSIvgwyquCz7BTiI4OzyXJhVPOXR4YXENrxVdxsMilmMhHZNN
Sfcm4wV6k0pp/CqBSbi5PsQMlHwTCl8aIz2ItQXgkbDwAKCrhUXCIIZybzs9apNKafyEjxQsk0pp/JR8EwpfGiM9bzs9akZmlVZpzmLLXxojPYMUMqGRsPAA
zrI6euDDKq5vOz1qk0pp/CqBSbhiMPnidxblzJR8EwpYfyLxv98dwv0peKiMUfUCOXR4YaX29ZKQbN6+xERN0ZGw8AAcAzCqv98dwg+d2/hmxaqXtbIDeltg
qhV3FuXMKoFJuDerLX+WYyEdKKTd5FSOXmaSFpMKac5iy5R8EwpYfyLxLtEaS1AG4bJ/J6W/XIO1mSqBSbg9b505dxblzEZmlVY3qy1/Cz7BTiI4OzyXJhVP
HTU/Hjl0eGEm4wV6jMruBDl0eGGWYyEd3Wnns7/fHcLjUWwM+sLbYJR8EwpYfyLx6VumQqCrhUW51bTtSg8FN0GYjw61sgN6RmaVVjerLX9a8oz9oKuFReNR
bAy51bTtdxblzJXfSPRvOz1qScLR8ZGw8ABQBuGyBLxuXu0GfKqUfBMKWH8i8ZBs3r6yzZNTCz7BTiI4OzxiSVfJskrj+L/fHcIdZBmjxmQx8L/fHcIiODs8
xmQx8HRM4Hkq4NZ52gtfxurOX5R3FuXMMqDwO0hADzC/3x3CXwR8O2pLS+iRsPAAqvrC2c/XsaR3FuXM8EBjqgVkd1u/3x3C7IYTXKy42pTP17GkjI8TZgLn
tnB3FuXMv98dwpGw8AC+erLjSg8FNyqBSbgyoPA7v98dwh1tldh3FuXMRmaVVjerLX8=
punctuation:
BfMB8wHzAfMP8wrzDvMa8wMpDikDbAJsBSkK8wgpC/MN8wPzBvMF8w==
spans:
copyright 0 2
choice 29 30 0
optional 33 34
choice 36 37 1
optional 47 76
choice 50 51 2
optional 51 52
any 52 54 0 20
any 54 57 0 20
optional 57 58
optional 76 100
any 76 78 0 20
choice 78 81 3 4
optional 100 170
any 100 102 0 20
choice 102 103 5
any 122 124 0 20
alternatives:
gxQyoQ==
KoFJuA==
nCP4rA==
qJpKPlAG4bJ/J6W/
UAbhsn8npb+NjpAbNIlmag==
TuXkvw==
sections:
end
