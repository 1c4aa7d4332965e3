/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_EXPORT_H
#define SALESINV_EXPORT_H

/*
 * Linkage of the public declarations. SALESINV_CDEF is defined by the
 * generator that makes the macro-free declaration file for FFI users.
 */
#if defined(SALESINV_CDEF)
#define SALESINV_API
#define SALESINV_BEGIN_DECLS
#define SALESINV_END_DECLS
#else
#if defined(__GNUC__)
#define SALESINV_API __attribute__((visibility("default")))
#else
#define SALESINV_API
#endif
#if defined(__cplusplus)
#define SALESINV_BEGIN_DECLS extern "C" {
#define SALESINV_END_DECLS }
#else
#define SALESINV_BEGIN_DECLS
#define SALESINV_END_DECLS
#endif
#endif

#endif
