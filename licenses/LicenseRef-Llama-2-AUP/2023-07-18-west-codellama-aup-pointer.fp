mafp/1
license: LicenseRef-Llama-2-AUP
version: 2023-07-18
role: notice
language: en
made-from: text
words: 16
sha256: 506ddd2508f120b7dc9f221b954db53af35658551036fc504f0d16009b3745b8
tokens:
8SALeA0XLZS1sgN6HoxaqTKg8DuFdWQ3y2vzb+I0QrPjQyAn0ldMGXBF4w01qo/icXWA3DKg8DuFdWQ3lRuJEA==
punctuation:
BmIBYgEpByk=
spans:
alternatives:
sections:
end
