mafp/1
license: BSD-3-Clause
version: undated
role: text
language: en
made-from: spdx-xml
words: 220
sha256: 335c5bf1b36411ec90be7ae7b0f56c38890703f59f01d05304b9c49b462ab43a
tokens:
lHwTCkFapqmudBaLZDUaUW87PWoyoPA7kbDwALPEGP1vOz1qupn1UilGM/1KDwU3v98dwpZjIR13tXgMjY6QG2kM3MYm4wV6k0pp/CqBSbh4UnFsBcJ0Do2O
kBvqq1AXNwCtAHDcj8V3FuXMs8QY/UCzNMkXIztZD5q9XCqBSbi5PsQMlHwTCl8aIz1GZpVW8NLXvHcW5cwFwnQObzs9aiqBSbh4UnFsoAS7lgn3aUVw3I/F
kbDwALqZ9VKe+/5gFyM7WdqseB8qgUm4uT7EDJR8EwpfGiM9RmaVVvDS17x3FuXMBcJ0Dm87PWoqgUm4eFJxbKAEu5aRsPAAKoFJuODDKq5vOz1qv98dwuyG
E1zLX6FCJuMFekoPBTcqgUm4W2CqFXQMTcClKwoaKoFJuGIw+eJ3FuXMKoFJuJR8EwpYfyLxPLiXZiqBSbicI/isdxblzAzgSItr3ladXW8anJBs3r7ERE3R
tbIDesTubh2/3x3C6qhXG4iOaU2eOOKW2gtfxkZmlVY3qy1/lmMhHSik3eSSFpMKVI5eZmnOYstGZpVWN6stfzl0eGEm4wV6PT/vYSqBSbiUfBMKIbTzbG87
PWpr3ladjMruBDl0eGFvOz1qIjg7PN1p57O/3x3C41FsDLnVtO1a8oz9MxvTZqX29ZI8eIK6tbIDeiqBSbjjUWwMudW07XcW5cyV30j0bzs9aknC0fELPsFO
tOkvIX2UmlSXJhVPjY6QGwt217uRsPAAUAbhsgS8bl7tBnyqKoFJuJR8EwpYfyLxv98dwmveVp2QbN6+ss2TUws+wU4iODs8W8SMYrJK4/gkHyhZYklXyRBg
bHO/3x3CHWQZo8ZkMfBa8oz9MxvTZqX29ZI8eIK6tbIDelZm2M93FuXMixbWvlCaU/y/3x3CiYmlcerOX5R3FuXMMqDwO0hADzC/3x3CXwR8O7/fHcJSlX8F
+dV8kaPJMpza9jc8bzs9am2TRKoiODs8+iP19XcW5cxyBT/0aktL6JGw8ADwQGOqwPzAYHIFP/S/3x3Cgq18oVryjP0FZHdbv98dws0uirGMjxNmkbDwACI4
OzxbxkedAue2cHcW5cwqgUm4MqDwO3cW5cxGZpVWN6stf1Qfju2RicZzp0rmj3cW5cwqgUm43FLK6ncW5cw1CvLwi+vtmQ==
punctuation:
AykI8wTzCgkK8wlBCvMUQR4pCmwCbAbzAfME8w0pDvMB8wHzAfMB8wO9AfME8wbbA/MB8wLbAwYI8wPzAvMCvQQGC/M=
spans:
copyright 0 3
choice 11 11 0
choice 15 16 1
mark 24 25
choice 27 29 2
choice 32 33 3
mark 43 44
choice 51 52 3
mark 73 74
choice 74 88 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
choice 98 99 21
optional 100 101
choice 104 104 22 23
choice 105 106 24
any 108 114 0 24
choice 118 119 25
any 144 149 1 20
choice 210 211 24
alternatives:
dxblzCqBSbgnhEHi
OXR4YQ==
FuYmKw==
tVDrVQ==
KoFJuGIw+eJ3FuXM/////11vGpyl9vWS
pSsKGiqBSbicI/isdxblzP////88uJdmKoFJuJwj+Kx3FuXMDOBIi2veVp1dbxqc
pSsKGiqBSbhiMPnidxblzP////88uJdmKoFJuJwj+Kx3FuXMDOBIi2veVp1dbxqc
pSsKGiqBSbicI/isdxblzP////88uJdmKoFJuJwj+Kx3FuXMRxhukWveVp1dbxqc
pSsKGiqBSbhiMPnidxblzP////88uJdmKoFJuJwj+Kx3FuXMRxhukWveVp1dbxqc
pSsKGiqBSbicI/isdxblzP////88uJdmKoFJuJwj+Kx3FuXMIjg7PGveVp1dbxqc
pSsKGiqBSbhiMPnidxblzP////88uJdmKoFJuJwj+Kx3FuXMIjg7PGveVp1dbxqc
pSsKGiqBSbhiMPnidxblzP////88uJdmKoFJuJwj+Kx3FuXMDOBIi5kv0DRvOz1qa95WnV1vGpw=
pSsKGiqBSbhiMPnidxblzP////88uJdmKoFJuJwj+Kx3FuXMKKTd5GveVp1dbxqc
pSsKGiqBSbhiMPnidxblzP////88uJdmKoFJuJwj+Kx3FuXMa95WnV1vGpw=
pSsKGiqBSbhiMPni/////zy4l2YqgUm4nCP4rHcW5cxr3ladXW8anA==
KoFJuJwj+Kx3FuXMDOBIi2veVp1dbxqcpfb1kg==
KoFJuJwj+Kx3FuXMIjg7PGveVp1dbxqcpfb1kg==
KoFJuJwj+Kx3FuXMKoFJuGveVp1dbxqcpfb1kg==
GKWDEncW5cwqgUm4nCP4rHcW5cz/////bzs9aiI4Ozxr3ladXW8anA==
pSsKGiPSnpdiMPni/////zy4l2YqgUm4nCP4rHcW5cxr3ladtbIDekZmlVZAszTJXW8anA==
pSsKGmIw+eJ3FuXMlHwTCiG082w8uJdmKoFJuJwj+Kx3FuXMDOBIi2veVp1dbxqc
7+1aIQ==
tbIDerAXbSdpzmLLJk/NUv////8=
tbIDerAXbSdpzmLLJk/NUg==
J4RB4g==
K2gvQg==
sections:
24 1
43 2
73 3
end
