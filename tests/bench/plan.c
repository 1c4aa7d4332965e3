/* SPDX-License-Identifier: Apache-2.0 */
/* The workload; see plan.h. */
#include "bench/plan.h"

static const int64_t PLAIN_OPENING = 1000000000;

static uint64_t scramble(uint64_t x)
{
    x += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int64_t plan_cycles(const plan *p)
{
    return p->serials / PLAN_SERIALS;
}

void plan_init(plan *p, int64_t products, int64_t warehouses, int64_t accounts,
               int64_t serials)
{
    int64_t all = products / 2 * warehouses;

    p->products = products;
    p->warehouses = warehouses;
    p->accounts = accounts;
    p->cells = serials / 20 < all ? serials / 20 : all;
    if (p->cells < 1)
        p->cells = 1;
    p->per_cell = serials / p->cells / PLAN_SERIALS * PLAN_SERIALS;
    p->serials = p->per_cell * p->cells;
    p->step = plan_cycles(p) * 618 / 1000 |
              1; /* near the golden section, so that it spreads */
    while (common_divisor(p->step, plan_cycles(p)) != 1)
        p->step += 2;
}

int64_t plan_cell_product(const plan *p, int64_t cell)
{
    return 2 * (cell / p->warehouses + 1);
}

int64_t plan_cell_warehouse(const plan *p, int64_t cell)
{
    return cell % p->warehouses + 1;
}

int64_t plan_opening(const plan *p, int64_t product, int64_t warehouse)
{
    int64_t cell = (product / 2 - 1) * p->warehouses + warehouse - 1;

    if (product % 2 != 0)
        return PLAIN_OPENING;
    return cell < p->cells ? p->per_cell : 0;
}

void plan_get(const plan *p, int64_t i, plan_cycle *out)
{
    int64_t block = (int64_t)((uint64_t)i % (uint64_t)plan_cycles(p) *
                              (uint64_t)p->step % (uint64_t)plan_cycles(p));
    int64_t cell = block / (p->per_cell / PLAN_SERIALS);
    uint64_t random = scramble((uint64_t)i);
    int64_t plain = (p->products + 1) / 2;
    int64_t a = (int64_t)((random >> 8) % (uint64_t)plain);
    int64_t b = (int64_t)((random >> 36) % (uint64_t)(plain - 1));

    out->account = 1 + (int64_t)(random % (uint64_t)p->accounts);
    out->warehouse = plan_cell_warehouse(p, cell);
    out->product[0] = plan_cell_product(p, cell);
    out->units[0] = PLAN_SERIALS;
    out->product[1] = 1 + 2 * a;
    out->units[1] = 1 + (int64_t)(random & 7);
    out->product[2] = 1 + 2 * (b >= a ? b + 1 : b);
    out->units[2] = 1 + (int64_t)((random >> 4) & 7);
    for (int line = 0; line < PLAN_LINES; line++)
        out->price[line] = 100 + out->product[line] % 9900;
    out->first_serial = block * PLAN_SERIALS;
}
