mafp/1
license: SAX-PD-2.0
version: undated
role: text
language: en
made-from: spdx-xml
words: 56
sha256: 3e60b90e15be1a3c5211bec8bbe9f7b2f70c7790b60fd4c8a95bfba2b5047460
tokens:
HskeFzl0eGEtykeDHo/77HENrxU5qX7LIjg7PFYg5incgCWrtbIDeh7JHhffJpNnKoFJuFX/MDtTEq7RCz7BTs3aCo9vOz1qGdQr1KCrhUV3FuXMKoFJuB7J
HhffJpNns8QY/UCzNMmTHrHaQLM0yW87PWrgwyquwXZk3pGw8ABGZpVWW2CqFVx1NG8qgUm4PmLT4lBoWj0eyR4XuJ5upEoPBTdQBuGy+sLbYL/fHcLqjdgb
dxblzEnC0fELPsFOIjg7PJcmFU/dlpgz8J8iXPCfIlx5kTAi1XKhj8B/pgY=
punctuation:
DL0F/gnzAvMKKQwpAvMDKQ==
spans:
title 0 3
choice 0 3 0 1
copyright 50 56
alternatives:
HskeFwn3aUX/////LOJCYQ==
R13WLzl0eGEtykeD
sections:
end
