mafp/1
license: Aspell-RU
version: undated
role: text
language: en
made-from: spdx-xml
words: 30
sha256: 930e5fb4f56af703c3386d75359b8eb288dfcb7f40ae5a1fc8f3d797b50b4d10
tokens:
ac5iy7WyA3oyoPA7hWNqnOsfp5s5dHhhXcbDImnOYsu1sgN66x+nmxQUzOSRsPAANSyaTJ77/mA5dHhhXcbDImnOYsu1sgN66x+nm3+rsDQ0iWZqdxblzOpe
EkghDb27OXR4YV3GwyKgq4VF7IYTXNyAJasvBHGk
punctuation:
A/MB8wMpCSkKKQ==
spans:
alternatives:
sections:
end
