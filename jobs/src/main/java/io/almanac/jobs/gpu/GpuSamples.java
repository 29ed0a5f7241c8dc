package io.almanac.jobs.gpu;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of telemetry samples between reader and classification. */
final class GpuSamples {
  static final String TELEMETRY = "telemetry";
  static final String HOST = "host";
  static final String DEVICE = "device";
  static final String MIG_INSTANCE = "mig_instance";
  static final String MIG_PROFILE = "mig_profile";
  static final String GPU_MODEL = "gpu_model";
  static final String NAMESPACE = "namespace";
  static final String WORKLOAD = "workload";
  static final String METRIC = "metric";
  static final String TIME_MILLIS = "time_millis";
  static final String VALUE = "value";

  /** One value of one metric of one device (or MIG instance) at one moment; null if it is blank. */
  static final StructType SCHEMA =
      new StructType()
          .add(TELEMETRY, DataTypes.StringType)
          .add(HOST, DataTypes.StringType)
          .add(DEVICE, DataTypes.StringType)
          .add(MIG_INSTANCE, DataTypes.StringType)
          .add(MIG_PROFILE, DataTypes.StringType)
          .add(GPU_MODEL, DataTypes.StringType)
          .add(NAMESPACE, DataTypes.StringType)
          .add(WORKLOAD, DataTypes.StringType)
          .add(METRIC, DataTypes.StringType)
          .add(TIME_MILLIS, DataTypes.LongType)
          .add(VALUE, DataTypes.DoubleType);

  private GpuSamples() {}
}
