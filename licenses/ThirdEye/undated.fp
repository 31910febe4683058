mafp/1
license: ThirdEye
version: undated
role: text
language: en
made-from: spdx-xml
words: 44
sha256: 86b764c017edafa042d711601864942df9a2430aacc67d62c786d1bd7b6c9ed6
tokens:
lHwTCrMGYnE9P+9hT7bBMgYwu3A3qy1/COUUxE+2wTIGMLtwN6stfwjlFMTV+DgrlxlQc287PWoyoPA73IAlq7WyA3qgq4VFVChCgibjBXqTSmn8RmaVVmD2
HwI5dHhhmImWnZGw8AAqgUm4hWNqnE+2wTIGMLtwLtEaS1AG4bI3C/+PXIO1mSqBSbiDwK0idxblzEZmlVZ1PL60+Xh9ILWyA3q06S8hfZSaVDKg8Ds=
punctuation:
BvMBKQPzASkI8wkp
spans:
copyright 0 7
alternatives:
sections:
end
