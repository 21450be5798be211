#!/bin/bash
# Runs a Python script with Debian's PyTorch set up to be as fast as it can be on this processor: OpenBLAS on the
# OpenMP pool that PyTorch uses too, AVX-512 kernels where there are any, and memory that is kept, in huge pages.
if grep -qw avx512f /proc/cpuinfo; then
    export OPENBLAS_CORETYPE=SkylakeX
fi
export LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu/openblas-openmp
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1
exec /usr/bin/python3 "$@"
