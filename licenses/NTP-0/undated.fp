mafp/1
license: NTP-0
version: undated
role: text
language: en
made-from: spdx-xml
words: 73
sha256: 6827089f178f9c04bba205f61b2cd05ea9311889c09e5ad913ebf2e9f93810ec
tokens:
llfoEFAG4bK34r0RK5rDrpR8EwptiLl3PT/vYcxlEeNpzmLLtbIDejKg8DuFY2qcDXahTW87PWotLkrvRmaVVjerLX9vOz1qDOBIi+DDKq4LPsFOIjg7PJcm
FU85dHhhcQ2vFV3GwyIm4wV6k0pp/CqBSbicI/isdxblzAkfNtSl9vWSkGzevsRETdGRsPAAHAMwqr/fHcIPndv4ZsWql7WyA3pbYKoVdxblzCqBSbg3qy1/
lmMhHSik3eRUjl5mkhaTCmnOYssJHzbULtEaS1AG4bJ/J6W/XIO1mSqBSbg9b505dxblzEZmlVY3qy1/Cz7BTiI4OzyXJhVPHTU/Hjl0eGEm4wV6jMruBDl0
eGGWYyEd3Wnns7/fHcLjUWwM+sLbYA==
punctuation:
A70BBgG9AQYBvQEGA/MB8wHzDfMFvQEGD/MDRQEGDCkDbAJs
spans:
title 0 4
copyright 4 8
any 31 32 1 20
any 50 51 1 20
alternatives:
sections:
end
