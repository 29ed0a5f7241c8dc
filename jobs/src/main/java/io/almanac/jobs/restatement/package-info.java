/** Says what moved since the last published figures. May use the root package and mart. */
package io.almanac.jobs.restatement;
