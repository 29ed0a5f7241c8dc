package io.almanac.jobs.sample;

/**
 * A sub account: AWS account, Azure subscription or Google project.
 *
 * @param id the provider's id; text, because AWS ids begin with zeros
 */
record Account(String key, Provider provider, String id, String name) {}
