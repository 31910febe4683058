mafp/1
license: mplus
version: undated
role: text
language: en
made-from: spdx-xml
words: 31
sha256: eb12fea468dd3f83b8fbc44af332cb7eee25a00d863f19d92aae4385dda7a8ee
tokens:
sMfGY95A50+NjpAbLcpHg0FkCaiCt58Gac5iyzl0eGFdxsMitbIDejKg8DuFY2qcbzs9ai0uSu8dNT8eSg8FN7/fHcKWYyEdd7V4DNHGW+n4wFhlbzs9akTS
Y7qwx8Zj3kDnT42OkBsm4wV6jMruBDl0eGGWYyEd+sLbYA==
punctuation:
BSkG8wHzA/ME8wQpBGwCbA==
spans:
alternatives:
sections:
end
