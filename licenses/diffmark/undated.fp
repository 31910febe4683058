mafp/1
license: diffmark
version: undated
role: text
language: en
made-from: spdx-xml
words: 17
sha256: 01343c1ad9447dcb18c4637784f3463f84631f10e9858f86615394b4fbdb839d
tokens:
NwCtACvUN0loRYR0/we9a9/1QsAr1DdJ7hA/kEoPBTcdNT8eCfdpRR6P++z58VqIIjg7PKunaLILPsFOKoFJuGekpMI=
punctuation:
ASkJKQ==
spans:
mark 0 1
mark 9 10
alternatives:
sections:
0 1
9 2
end
