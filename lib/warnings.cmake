# SPDX-License-Identifier: Apache-2.0
# One place for what the compiler has to say and which sanitizers watch.
add_library(salesinv_warnings INTERFACE)
target_compile_options(salesinv_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes
  -Wmissing-prototypes -Wcast-qual -Wvla -Wundef -Wformat=2 -Wswitch-enum)
if(SALESINV_WERROR)
  target_compile_options(salesinv_warnings INTERFACE -Werror)
endif()
if(SALESINV_SANITIZE)
  target_compile_options(salesinv_warnings INTERFACE
    -fsanitize=${SALESINV_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(salesinv_warnings INTERFACE -fsanitize=${SALESINV_SANITIZE})
endif()
# So that a fuzzer sees which branches an input takes.
if(SALESINV_BUILD_FUZZERS)
  target_compile_options(salesinv_warnings INTERFACE -fsanitize=fuzzer-no-link)
endif()
